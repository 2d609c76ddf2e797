/** The demo's worker: sums up visits by the minute. */
@NullMarked
package demo.worker;

import org.jspecify.annotations.NullMarked;
