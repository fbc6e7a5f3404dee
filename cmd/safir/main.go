package main

import (
	"fmt"
	"os"

	"safir/internal/train"
)

func main() {
	names := []string{"train"}
	if os.Args[1] == "cv2" {
		names = append(names, "dev")
	}
	c, err := train.NewCourse("/work/shared", os.Stderr, names...)
	if err == nil && os.Args[1] == "train" {
		err = c.Write(".")
	} else if err == nil {
		s, _, e := c.CrossValidate()
		s.Write(os.Stdout, len(c.Cases))
		err = e
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
