package main

var second = "two"

func init() { println("init of helper.go") }

func helper() string { return "helper" }
