/** CloudWatch: alarms whose state the caller holds, and metrics that were put. */
@NullMarked
package simulator.cloudwatch;

import org.jspecify.annotations.NullMarked;
