/** Secrets Manager. */
@NullMarked
package simulator.secrets;

import org.jspecify.annotations.NullMarked;
