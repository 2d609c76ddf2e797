/** Images: repositories as ECR shows them, and the same bytes over the OCI distribution protocol. */
@NullMarked
package simulator.ecr;

import org.jspecify.annotations.NullMarked;
