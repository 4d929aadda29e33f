package main

import (
	"example.com/x/nope"
	"foo/bar"
	"github.com/a/b"
	"internal/gopher"
	"net/http"

	"example.com/x/program"
	"example.com/x/two"
	"example.com/x/y/internal/secret"
)

func main() { undefined() }

// expect: modules/missing_packages/main.go:4:2: no required module provides package example.com/x/nope; to add it:
// expect: 	go get example.com/x/nope
// expect: modules/missing_packages/main.go:10:2: import "example.com/x/program" is a program, not an importable package
// expect: modules/missing_packages/main.go:11:2: found packages one (a.go) and two (b.go) in modules/missing_packages/two
// expect: package command-line-arguments
// expect: 	modules/missing_packages/main.go:12:2: use of internal package example.com/x/y/internal/secret not allowed
// expect: modules/missing_packages/main.go:5:2: package foo/bar is not in std (/usr/lib/go/src/foo/bar)
// expect: modules/missing_packages/main.go:6:2: no required module provides package github.com/a/b; to add it:
// expect: 	go get github.com/a/b
// expect: package command-line-arguments
// expect: 	modules/missing_packages/main.go:7:2: use of internal package internal/gopher not allowed
// expect: modules/missing_packages/main.go:8:2: package net/http is Go's, but not here yet; the README lists the packages there are
