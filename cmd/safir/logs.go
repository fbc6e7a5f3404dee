package main

import (
	"log/slog"
	"os"
)

// logFlags say how a program that runs on tells what it does.
type logFlags struct {
	Log   string `help:"How to write the log, on standard error: text, or json for programs that collect it." enum:"text,json" default:"text"`
	Level string `help:"What to log: debug (each request to a source), info (what came), warn or error." enum:"debug,info,warn,error" default:"info" placeholder:"LEVEL"`
}

// logger makes the log, and has everything else in the program write to it.
func (f *logFlags) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(f.Level)) // it is one of those that are listed
	options := &slog.HandlerOptions{Level: level}
	var handler slog.Handler = slog.NewTextHandler(os.Stderr, options)
	if f.Log == "json" {
		handler = slog.NewJSONHandler(os.Stderr, options)
	}
	log := slog.New(handler)
	slog.SetDefault(log)
	return log
}
