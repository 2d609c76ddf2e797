/** Parameters of Systems Manager. */
@NullMarked
package simulator.ssm;

import org.jspecify.annotations.NullMarked;
