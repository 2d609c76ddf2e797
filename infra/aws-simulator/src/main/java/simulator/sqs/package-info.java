/** SQS queues, and EventBridge that fills them with what happens to deployments. */
@NullMarked
package simulator.sqs;

import org.jspecify.annotations.NullMarked;
