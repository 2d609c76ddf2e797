/** What goes wrong with calls: throttling, outages, lost answers, expired credentials. */
@NullMarked
package simulator.fault;

import org.jspecify.annotations.NullMarked;
