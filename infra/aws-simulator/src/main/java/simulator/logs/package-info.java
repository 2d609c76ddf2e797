/** CloudWatch Logs: groups, streams that appear with their first line, lines that may come late. */
@NullMarked
package simulator.logs;

import org.jspecify.annotations.NullMarked;
