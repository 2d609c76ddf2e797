/** A cloud for demonstration: seven services of an interview platform in staging and prod, with releases good and bad. */
@NullMarked
package simulator.demo;

import org.jspecify.annotations.NullMarked;
