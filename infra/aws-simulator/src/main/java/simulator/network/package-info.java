/** The part of EC2 that tasks need: subnets with addresses, security groups, routes. */
@NullMarked
package simulator.network;

import org.jspecify.annotations.NullMarked;
