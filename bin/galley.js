#!/usr/bin/env node
"use strict";

require("../dist/cli/start.cjs").start(process.argv.slice(2));
