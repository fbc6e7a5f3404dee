package main

import "testing"

func TestOnlyAddressesOfThisMachineAreServed(t *testing.T) {
	for address, ok := range map[string]bool{
		"127.0.0.1:7474": true, "127.8.8.8:1": true, "[::1]:7474": true, "localhost:0": true,
		"0.0.0.0:7474": false, ":7474": false, "[::]:7474": false, "192.168.1.5:7474": false, "example.org:80": false, "7474": false,
	} {
		flags := guardFlags{PerSecond: 20}
		if _, err := flags.guard(address); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
