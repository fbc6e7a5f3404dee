package main

import (
	"os"
	"os/exec"
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// until runs a program again and again until its output matches: until PATTERN PROGRAM [ARGUMENT…].
func until(ts *testscript.TestScript, _ bool, args []string) {
	pattern := regexp.MustCompile(args[0])
	program, err := exec.LookPath(args[1])
	ts.Check(err)
	var out []byte
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		command := exec.Command(program, args[2:]...)
		command.Dir, command.Env = ts.MkAbs("."), append(os.Environ(), "PATH="+ts.Getenv("PATH"))
		if out, err = command.CombinedOutput(); pattern.Match(out) {
			return
		}
	}
	ts.Fatalf("%v: %v: never matches %s: %s", args[1:], err, args[0], out)
}
