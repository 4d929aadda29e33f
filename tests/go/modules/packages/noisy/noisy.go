package noisy

import "example.com/x/internal/count"

var _ = count.Next("noisy")
