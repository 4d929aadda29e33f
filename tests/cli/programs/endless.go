package main

func main() {
	for {
	}
}

// flags: --timeout 300ms
// status: 124
// stderr: gopherarium: stopped after 300 ms (--timeout)
