//go:build ignore

package other

func helper() string { return "ignored" }
