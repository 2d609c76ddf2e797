/** Every service besides ECS, asked through the SDK's own clients. */
@NullMarked
package simulator.region;

import org.jspecify.annotations.NullMarked;
