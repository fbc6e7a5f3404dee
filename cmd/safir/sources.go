package main

import (
	"context"
	"os"
	"time"

	"safir/internal/gather"
	"safir/internal/gather/web"
	"safir/internal/ledger"
)

// sourceFlags say where dispatches come from, and what is known of those that do not tell it themselves.
type sourceFlags struct {
	Published string `help:"Day (2022-04-21) or instant of publication, for dispatches that do not tell it themselves." placeholder:"DAY"`
	Agency    string `help:"Outlet that published the dispatches that do not name theirs (irna, isna …)." placeholder:"ID"`
	Encoding  string `help:"Encoding of the files (windows-1256 …); without it, it is found out." placeholder:"NAME"`
	webFlags
	Retries int `help:"How often an address is asked again that fails for the moment." default:"2"`
}

// webFlags say how servers are asked.
type webFlags struct {
	Follow       bool          `help:"Fetch the page of each entry of a feed that brings no whole text." negatable:"" default:"true"`
	Pause        time.Duration `help:"Pause between two requests to one host." default:"1s"`
	Timeout      time.Duration `help:"How long a server may take to answer; a whole page may take three times as long." default:"20s"`
	AllowPrivate bool          `help:"Also read addresses inside private networks."`
}

// dispatches are those of the sources.
func (f *sourceFlags) options(memory gather.Memory, progress *gather.Progress) gather.Options {
	return gather.Options{
		Agency: f.Agency, Published: f.Published, Encoding: f.Encoding, Stdin: os.Stdin, Follow: f.Follow, Memory: memory, Progress: progress,
		Web: web.New(web.Options{
			Timeout: f.Timeout, Whole: 3 * f.Timeout, Pause: f.Pause, Attempts: f.Retries + 1, Longest: gather.MaxPage, AllowPrivate: f.AllowPrivate,
		}),
	}
}

// visits are the addresses that a ledger knows.
type visits struct{ store ledger.Store }

// Visit is what is known of an address.
func (v visits) Visit(ctx context.Context, url string) (gather.Visit, error) {
	a, err := v.store.Address(ctx, url)
	return gather.Visit(a), err
}

const sourcesHelp = `Where dispatches are: files and folders (plain text, JSON, JSON lines, HTML pages, RSS, Atom and JSON feeds, WARC archives, ` +
	`Telegram's result.json and saved t.me/s pages, compressed by gzip or not), addresses of any of these (https://…), feeds by name ` +
	`(feeds:irna, feeds:irna,isna, feeds:all; safir feeds lists them), or - for standard input.`
