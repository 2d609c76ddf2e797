/** Application load balancers: target groups whose targets are probed, listeners and rules that weigh them. */
@NullMarked
package simulator.elb;

import org.jspecify.annotations.NullMarked;
