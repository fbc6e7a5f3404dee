# Safir. Every target installs what it needs; only Go and a shell are asked for, and Node for the tests in a browser.

GO       ?= go
BIN      := $(CURDIR)/build/bin
SHARED   ?= $(if $(SAFIR_SHARED),$(SAFIR_SHARED),../shared)
FUZZTIME ?= 60s
FUZZFLAGS := -fuzztime $(FUZZTIME) -fuzzminimizetime 10x
COUNT    ?= 1
KILLS    ?= 100
MINUTES  ?= 30
ROUNDS   ?= 100
SCALE    ?= 4000
DERIVE   ?= 38571
LIMITS   ?= 8000
DESK     ?= 1
MILLION  ?= 1000000

LINTER     := golangci-lint@v2.15.0
TESTSUM    := gotestsum@v1.13.0
VEGETA     := vegeta@v12.13.0
LINTER_BIN  := $(BIN)/$(LINTER)
TESTSUM_BIN := $(BIN)/$(TESTSUM)
VEGETA_BIN  := $(BIN)/$(VEGETA)

.DEFAULT_GOAL := build
.PHONY: build demo test unit postgres browser lint fmt bench load fuzz kills chaos scale limits derive watchtest million train clean help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile

build: ## build ./safir
	$(GO) build -o safir ./cmd/safir

demo: build ## read the archive in demo/: one record, the table of all events, then the desk over it (DESK=0: without)
	@echo; sed -n 3p demo/dispatches.jsonl | ./safir read --format text -
	@echo; ./safir read --format table demo/dispatches.jsonl
	@echo; mkdir -p build; rm -f build/demo.db build/demo.db-*; ./safir gather --ledger build/demo.db demo/dispatches.jsonl
	@if [ -t 1 ] && [ "$(DESK)" != 0 ]; then ./safir serve --ledger build/demo.db; else echo "to see it in the browser: ./safir serve --ledger build/demo.db"; fi

test: lint unit browser ## formatting, go vet, lint and all tests

unit: $(TESTSUM_BIN) postgres ## all tests, with their counts
	$(TESTSUM_BIN) --format pkgname --format-hide-empty-pkg -- $(TESTFLAGS) ./...

postgres: ## a PostgreSQL for the tests to start, where it can be installed
	@internal/ledger/pgtest/install.sh

browser: build ## the desk in a real browser; screenshots in build/screenshots
	internal/desk/browser/run.sh

lint: $(LINTER_BIN) ## formatting (gofumpt), go vet, golangci-lint
	$(GO) vet ./...
	$(LINTER_BIN) fmt --diff
	$(LINTER_BIN) run

fmt: $(LINTER_BIN) ## format the code
	$(LINTER_BIN) fmt

bench: ## speed of every stage and of the whole reader
	$(GO) test -run '^$$' -bench . -benchmem -count $(COUNT) ./...

load: build $(VEGETA_BIN) ## every page of the desk under 50 requests a second: make load LEDGER=FILE (COLD=1: no address twice, ALSO=/fa/event/ID: one more page)
	node internal/desk/browser/load.mjs --ledger "$(LEDGER)" --vegeta $(VEGETA_BIN) $(if $(COLD),--cold) $(foreach path,$(ALSO),--also $(path))

fuzz: ## one minute of each fuzz target
	$(GO) test -run '^$$' -fuzz '^FuzzRepair$$' $(FUZZFLAGS) ./fa
	$(GO) test -run '^$$' -fuzz '^FuzzTimes$$' $(FUZZFLAGS) ./fa/times
	$(GO) test -run '^$$' -fuzz '^FuzzRead$$' $(FUZZFLAGS) ./read

kills: ## kill gatherings, corrections and rebuilds a hundred times, and see that nothing is lost
	SAFIR_KILLS=$(KILLS) $(GO) test ./cmd/safir -run '^TestKills$$' -count 1 -timeout 60m -v

watchtest: ## watch 200 feeds for half an hour, a quarter of them hostile: nothing missed, nothing doubled, memory flat (MINUTES=30)
	SAFIR_WATCH=$(MINUTES) $(GO) test ./cmd/safir -run '^TestWatch$$' -count 1 -timeout 5h -v

chaos: ## a hundred rounds of workers that are killed and cut off while the database is restarted: the ledger is that of an undisturbed run
	SAFIR_CHAOS=$(ROUNDS) SAFIR_POSTGRES=must $(GO) test ./cmd/safir -run '^TestChaos$$' -count 1 -timeout 5h -v

scale: ## one and two workers on a PostgreSQL of their own, in turns: throughput, processor time, where they wait (SCALE=4000 dispatches)
	SAFIR_SCALE=$(SCALE) SAFIR_POSTGRES=must $(GO) test ./cmd/safir -run '^TestScale$$' -count 1 -timeout 5h -v

limits: ## what saturates, each by itself, on a PostgreSQL that waits for its disk: commits, the queue, keeping (LIMITS=8000 dispatches)
	SAFIR_LIMITS=$(LIMITS) SAFIR_POSTGRES=must $(GO) test ./cmd/safir -run '^TestLimits$$' -count 1 -timeout 5h -v

derive: ## how long it takes to answer after 200 more dispatches came into a ledger of DERIVE (38571), in a file and in PostgreSQL
	SAFIR_DERIVE=$(DERIVE) SAFIR_POSTGRES=must $(GO) test ./cmd/safir -run '^TestDerive$$' -count 1 -timeout 5h -v

million: ## grow a ledger to a million dispatches, derive its events, and time questions to it; it takes 6 GB and half an hour
	SAFIR_MILLION=$(MILLION) $(GO) test ./cmd/safir -run '^TestMillion$$' -count 1 -timeout 5h -v

train: build ## learn the models of decisions anew from the shared data; build again to use them
	./safir train decisions --shared $(SHARED)

clean: ## remove what was built
	rm -rf build safir

$(LINTER_BIN):
	GOBIN=$(BIN) $(GO) install github.com/golangci/golangci-lint/v2/cmd/$(LINTER)
	mv $(BIN)/golangci-lint $@

$(TESTSUM_BIN):
	GOBIN=$(BIN) $(GO) install gotest.tools/$(TESTSUM)
	mv $(BIN)/gotestsum $@

$(VEGETA_BIN):
	GOBIN=$(BIN) $(GO) install github.com/tsenart/vegeta/v12@$(lastword $(subst @, ,$(VEGETA)))
	mv $(BIN)/vegeta $@
