package main

import (
	"fmt"
	"sync"
)

// An Account may be used by several goroutines.
type Account struct {
	mu      sync.Mutex
	balance int
}

func (a *Account) deposit(coins int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += coins
}

func main() {
	var account Account
	var wg sync.WaitGroup
	wg.Add(3)
	for i := 0; i < 3; i++ {
		go func() {
			defer wg.Done()
			account.deposit(10)
		}()
	}
	wg.Wait()
	fmt.Println("balance:", account.balance)
}
