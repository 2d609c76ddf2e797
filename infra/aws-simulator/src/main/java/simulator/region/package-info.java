/** What an account has in a region besides ECS, and the services over it. */
@NullMarked
package simulator.region;

import org.jspecify.annotations.NullMarked;
