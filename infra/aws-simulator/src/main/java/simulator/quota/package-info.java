/** Service Quotas. */
@NullMarked
package simulator.quota;

import org.jspecify.annotations.NullMarked;
