/** AWS's wire protocols, read into and written from the SDK's own classes of each request and answer. */
@NullMarked
package simulator.wire;

import org.jspecify.annotations.NullMarked;
