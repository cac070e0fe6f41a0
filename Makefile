# SPDX-License-Identifier: Apache-2.0
# The commands of the project; `make` alone lists them. Each does its own set-up.

PREFIX ?= /usr/local
# The second flag is for the C library, which SwiftPM links to the shared runtime in spite of the first.
RELEASE = -c release --static-swift-stdlib -Xswiftc -static-stdlib
FORMATTED = Package.swift Sources Tests Fuzz

.PHONY: help setup demo test test-unit sanitize fuzz bench bench-arm build docs format lint install dist clean

help: ## List these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

setup: ## Get what the build needs: image libraries, LibTorch
	@Scripts/setup

demo: build ## Fuse a few pairs into pictures in demo/
	@Scripts/demo

test: ## Build and run all tests
	@Scripts/setup --tests
	Tests/Scripts/run
	swift test

test-unit: ## Build and run the unit tests alone, those of parts within one process
	@Scripts/setup --tests
	swift test --filter "$$(Scripts/suites unit)"

sanitize: ## Run suites under the address, undefined-behavior and thread sanitizers
	@Scripts/setup --tests
	Scripts/sanitize

SECONDS ?= 60
fuzz: ## Feed made-up files to all that is read, SECONDS=60 for each kind
	@Scripts/setup
	Scripts/fuzz $(SECONDS)

bench: build ## Time fusing, training and metrics against PyTorch and NumPy
	@Scripts/setup --tests
	@python3 Benchmarks/kernels.py
	@python3 Benchmarks/roofline.py
	@python3 Benchmarks/peer.py
	@python3 Benchmarks/train.py
	@python3 Benchmarks/metrics.py

bench-arm: ## Run the kernels on an emulated ARM processor: results, numbers of instructions
	@Scripts/setup --tests --arm
	@python3 Benchmarks/arm.py

build: setup ## Build the release binary, .build/release/daefuse
	swift build $(RELEASE) --product daefuse
	swift build $(RELEASE) --product daefuse-dicom

DOCUMENTED = Fusion FusionModel FusionMetrics Evaluation ClassicalFusion Datasets Imaging Training \
  Detection ImportedModels Alignment Geometry Cameras Video Volumes
docs: setup ## Write the documentation of each library to .build/docs
	@rm -rf .build/docs .build/plugins/Swift-DocC/outputs
	swift package generate-documentation --warnings-as-errors $(DOCUMENTED:%=--target %)
	@mv .build/plugins/Swift-DocC/outputs .build/docs

format: ## Lay out all Swift files as .swift-format says
	swift format --in-place --recursive $(FORMATTED)

lint: ## Check layout, imports, licences and links
	swift format lint --strict --recursive $(FORMATTED)
	Scripts/check-imports
	Scripts/suites --check
	Scripts/check-licences
	Scripts/check-comments
	Scripts/check-links

install: build ## Install the program, the C library, man page and completions below PREFIX
	swift build $(RELEASE) --product daefuse-c -Xlinker -soname=libdaefuse.so \
	  -Xlinker -z -Xlinker nodelete -Xlinker --version-script=$(CURDIR)/Scripts/libdaefuse.map
	swift build $(RELEASE) --product generate-manual
	Scripts/install "$(DESTDIR)$(PREFIX)"

dist: setup ## Pack an archive for machines with LibTorch and no Swift, below dist/
	@Scripts/dist

clean: ## Remove what was built (LibTorch in .cache stays)
	rm -rf .build .build-* demo dist
