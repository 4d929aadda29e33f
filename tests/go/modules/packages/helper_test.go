package main_test

import "no/such/package"
