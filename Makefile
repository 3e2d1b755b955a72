# What can be asked of this tree. `make run` shows the product; `make test` is every check there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Debian packages: what a build of the window needs, what it runs on and reads aloud with, and a screen for where there is none.
BUILD_PACKAGES := gcc libc6-dev pkg-config libgl-dev libx11-dev libxrandr-dev libxxf86vm-dev libxi-dev libxcursor-dev \
	libxinerama-dev libxkbcommon-dev
RUN_PACKAGES := libgl1 libgl1-mesa-dri libx11-6 libxrandr2 libxcursor1 libxi6 libxinerama1 libxxf86vm1 libxkbcommon0 espeak-ng
SCREEN_PACKAGES := xvfb
TEST_PACKAGES := zstd tar coreutils postgresql

# Fyne's own names for code that touches widgets from one goroutine only, which ours does, and for a program without its font
# of little pictures, which nothing here writes with.
TAGS := migrated_fynedo,no_emoji
GO ?= go
export GOFLAGS ?= -buildvcs=false

.PHONY: help run tour test lint build cross bench bench-link bench-stick package clean packages test-packages

help: ## list what can be asked
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: packages build ## show the product: portal, demonstration site, kiosk; without a display, the tour
	@bin/demo $(if $(LISTEN),-listen $(LISTEN)) $(if $(SIZE),-size $(SIZE))

tour: packages build ## walk the tour in all five languages, lying and standing, with a sheet of pictures for each
	@bin/demo -tour out/tour -languages es,ht,fr,en,pt -portrait $(if $(LISTEN),-listen $(LISTEN))

test: packages test-packages lint cross ## every check: format, vet, staticcheck, borders, tests with -race, the window, SQLite's own tests
	CI=true $(GO) test -race -tags $(TAGS) -timeout 45m $$($(GO) list -tags $(TAGS) ./... | grep -vE '/(app/.*|store|cmd/kioskctl)$$')
	CI=true $(GO) test -race -tags $(TAGS) -timeout 45m -skip '$(ALONE)' $(PAINTERS)
	CI=true $(GO) test -tags $(TAGS) -timeout 45m -run '$(ALONE)' $(PAINTERS)
	CI=true $(GO) test -tags $(TAGS) -timeout 45m ./cmd/kioskctl
	store/cryptvfs/suite.sh quick

lint: ## format, vet, staticcheck, tidy
	@unformatted=$$($(GO) tool gofumpt -l app assets cmd store sync); \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofumpt:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet -tags $(TAGS) ./...
	$(GO) tool staticcheck -tags $(TAGS) ./...
	$(GO) mod tidy -diff

build: ## the programs, into bin/
	@mkdir -p bin
	$(GO) build -ldflags='-s -w' -tags $(TAGS) -o bin/ ./cmd/kiosk
	CGO_ENABLED=0 $(GO) build -ldflags='-s -w' -o bin/ ./cmd/kioskctl ./cmd/portal ./cmd/demo

# Tests that paint each screen in each language and size, judge many pictures or lose each page of a store: on one goroutine,
# and under -race ten times as slow. They run too, without it; so do those of kioskctl, which opens passphrases all day.
PAINTERS := ./app/... ./store
ALONE := Fit|WholeInterview|PagesWhole|SeenWhole|Gallery|InEachLanguageAndSize|RandomTapper|TargetsAreBig|DateParts|AnythingGoes|KeyboardTypes|Shrink|Judge|EachPage

package: build ## the programs with licence and guide, as an archive in out/
	@mkdir -p out
	tar --sort=name --owner=0 --group=0 -czf out/ventanilla-$$($(GO) env GOOS)-$$($(GO) env GOARCH).tar.gz \
		bin/kiosk bin/kioskctl bin/portal LICENSE README.md FyneApp.toml
	@ls -l out/*.tar.gz

CROSS := windows/amd64 linux/arm64 darwin/arm64 android/arm64
cross: ## what has no window builds without C for each system it may run on
	@for target in $(CROSS); do \
		echo "build without C for $$target"; \
		CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) build ./store/... ./sync/... ; \
	done

bench-link: ## one mebibyte over a simulated bad link, beside tus, for nine minutes; and the kiosk's memory while it sends (root)
	@mkdir -p bin
	cd sync/uplink/bench && $(GO) build -o $(CURDIR)/bin/bench-link . && $(CURDIR)/bin/bench-link -memory && $(CURDIR)/bin/bench-link

bench-stick: ## sticks of several file systems and in trouble, then as slow as real ones beside cp, for a quarter of an hour (root)
	sync/carrier/sticks.sh && sync/carrier/sticks.sh speed

bench: packages build ## the measured figures: the encrypted store beside its peers and with 100,000 applications, rules, photos, the portal's intake, a stick beside cp, the window
	cd store/cryptvfs/bench && $(GO) run -ldflags '-X github.com/ncruces/go-sqlite3/driver.driverName=ncruces' .
	$(GO) run ./store/bench
	$(GO) test -run '^$$' -bench . -benchmem ./app/eligibility ./app/photo ./sync/portal
	$(GO) test -run '^$$' -bench Outbox -tags $(TAGS) ./cmd/kiosk
	$(GO) test -run '^$$' -bench Export -benchtime 5x ./sync/carrier
	bin/demo -figures 20

packages: ## install the system packages that are missing (root or sudo)
	@.ci/packages $(BUILD_PACKAGES) $(RUN_PACKAGES) $(SCREEN_PACKAGES)

test-packages:
	@.ci/packages $(TEST_PACKAGES)

clean: ## remove what was built
	rm -rf bin out
