//go:build unix && !linux

package pgtest

import "syscall"

// endsWithParent leaves a process as it is: only Linux tells it of its parent's end.
func endsWithParent(attributes *syscall.SysProcAttr) *syscall.SysProcAttr { return attributes }
