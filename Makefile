# What one does with lbprov from a clone; `make` alone lists it. Everything else is Maven's business (pom.xml).
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=
MVN ?= mvn -B -ntp
VERSION := $(shell sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
JAR := target/lbprov-$(VERSION)-all.jar
# directories are in the list as well: a file that was removed leaves its mark on them
SOURCES := pom.xml $(shell find src/main src/launcher cloudinit -not -path '*/__pycache__*' 2>/dev/null)
# where set-up unpacks programs, and the tests look for them (then on PATH)
export LBPROV_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/lbprov/tools

.PHONY: help demo build check test bench bench-ha test-lab lab lab-down lab-image golden format install dist clean set-up-build set-up-test set-up-lab

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | awk -F '\t' '{printf "  make %-9s %s\n", $$1, $$2}'

demo: build ## creates a demo pair on the embedded simulator (installs what is missing first)
	target/lbprov create demo

build: set-up-build $(JAR) ## builds target/lbprov, which runs from any directory

$(JAR): $(SOURCES)
	@echo 'building lbprov $(VERSION) (the first time Maven fetches its libraries, which takes minutes)'
	@$(MVN) -q package -Dmaven.test.skip=true
	@touch $@

check: ## the inner loop: format, compile with all checks, unit tests
	@$(MVN) spotless:check test

test: set-up-test ## everything CI runs: set-up, format, unit and integration tests, a newer JDK if there is one
	@$(MVN) spotless:check verify
	@src/setup/newer-jdk.sh $(MVN)

bench: build ## measures lbprov itself beside a simulated place: requests, own time, memory, starts (5 minutes)
	@python3 src/bench/bench.py

# EVENTS: all, or names separated by commas; N runs of ours, BASELINE of the hand-made pair, STORMS of a minute from SEED on
EVENTS ?= all
N ?= 5
BASELINE ?= 1
STORMS ?= 1
bench-ha: set-up-test ## breaks a pair in network namespaces and times it, event by event (root; EVENTS=cut,drain N=5 BASELINE=1 STORMS=1)
	@$(MVN) -q test -Dtest=HighAvailabilityBench -Dsurefire.failIfNoSpecifiedTests=false -Dha.events=$(EVENTS) -Dha.n=$(N) \
	  -Dha.baseline=$(BASELINE) -Dha.storms=$(STORMS) $(if $(SEED),-Dha.seed=$(SEED))

test-lab: set-up-test ## a pair of real VMs from nothing to nothing (root, QEMU; 8 to 13 minutes without KVM)
	@$(MVN) -q verify -Dtest=ArchitectureTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LabIT -Dit.excluded=

KIND ?= baked
lab-image: set-up-lab ## builds the lab's disk image out of Debian's packages, or finds it (root; KIND=plain|baked|baked-none|stock)
	@src/lab/image.sh $(KIND)

lab: build lab-image ## boots a real pair on this machine (root, QEMU, 5 to 10 minutes without KVM), and says how to try it
	@target/lbprov create lab
	@target/lbprov status lab
	@target/lbprov lab

lab-down: build ## ends the lab's machines and removes all that it made, but for the images
	@target/lbprov lab down

golden: ## rewrites the golden files of the tests; read the diff
	@$(MVN) -q test -Dgolden=write
	@git status --short src/test/resources

format: ## formats the sources
	@$(MVN) -q spotless:apply

install: build ## installs into PREFIX (/usr/local)
	install -D -m 755 src/launcher/lbprov $(DESTDIR)$(PREFIX)/bin/lbprov
	install -D -m 644 $(JAR) $(DESTDIR)$(PREFIX)/lib/lbprov/lbprov.jar
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/lbprov/profiles profiles/example.yaml profiles/demo.yaml profiles/lab.yaml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/lbprov/inventory inventory/example.yaml inventory/example-ca.pem inventory/simulator.yaml inventory/lab.yaml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/lbprov LICENSE README.md

dist: build ## leaves target/lbprov-VERSION.tar.gz, which holds what `make install` installs
	@rm -rf target/dist
	@$(MAKE) --no-print-directory install DESTDIR=target/dist/ PREFIX=lbprov-$(VERSION) >/dev/null
	@tar -czf target/lbprov-$(VERSION).tar.gz --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 \
	  -C target/dist lbprov-$(VERSION)
	@rm -rf target/dist
	@ls -l target/lbprov-$(VERSION).tar.gz

clean: ## removes what was built
	rm -rf target

set-up-build:
	@src/setup/install.sh build

set-up-test:
	@src/setup/install.sh test

set-up-lab:
	@src/setup/install.sh lab
