/** An AWS in one JVM: real wire protocols, documented dynamics, and a clock that the caller holds. */
@NullMarked
package simulator;

import org.jspecify.annotations.NullMarked;
