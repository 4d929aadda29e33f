// Several packages, several files each.
module example.com/x

go 1.21
