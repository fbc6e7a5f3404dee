package pgtest

import "syscall"

// endsWithParent has a process shut down at once when this one ends.
func endsWithParent(attributes *syscall.SysProcAttr) *syscall.SysProcAttr {
	attributes.Pdeathsig = syscall.SIGQUIT
	return attributes
}
