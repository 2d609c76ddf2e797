/** The demonstration cloud. */
@NullMarked
package simulator.demo;

import org.jspecify.annotations.NullMarked;
