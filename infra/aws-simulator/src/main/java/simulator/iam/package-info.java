/** IAM and STS: roles with trust and permissions, and the credentials that assuming them gives. */
@NullMarked
package simulator.iam;

import org.jspecify.annotations.NullMarked;
