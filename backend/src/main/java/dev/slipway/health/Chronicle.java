package dev.slipway.health;

import org.springframework.stereotype.Component;

/** Where the history of placements is kept: changes for what they were, samples for how much. */
@Component
record Chronicle(Changes changes, Samples samples) {}
