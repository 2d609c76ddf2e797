/** What the demo's two services share: their release, configuration, database and log lines. */
@NullMarked
package demo;

import org.jspecify.annotations.NullMarked;
