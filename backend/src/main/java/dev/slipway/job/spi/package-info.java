/** What a step kind implements and what it is given. */
@NullMarked
@NamedInterface("spi")
package dev.slipway.job.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
