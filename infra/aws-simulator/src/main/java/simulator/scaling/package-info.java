/** Application Auto Scaling of ECS services: bounds, policies, and what it did. */
@NullMarked
package simulator.scaling;

import org.jspecify.annotations.NullMarked;
