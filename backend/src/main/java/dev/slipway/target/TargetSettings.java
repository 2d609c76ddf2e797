package dev.slipway.target;

import tools.jackson.databind.node.ObjectNode;

/** Settings of a placement in its target's own words; the target validates them before they are stored. */
public record TargetSettings(ObjectNode json) {}
