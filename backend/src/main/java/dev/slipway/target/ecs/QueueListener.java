package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Takes events off one queue until nothing has been followed for a while; tells of each service once a delivery. */
final class QueueListener implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueListener.class);

    /** Below the ten seconds that one attempt of a call may take. */
    private static final int LONG_POLL_SECONDS = 8;

    private static final int MOST_A_CALL = 10;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final long PAUSE_SECONDS = 15;

    private final SqsAsyncClient sqs;
    private final String queue;
    private final Consumer<EcsEvent> told;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long followed = System.nanoTime();

    /** @param queue name or address */
    QueueListener(SqsAsyncClient sqs, String queue, Consumer<EcsEvent> told) {
        this.sqs = sqs;
        this.queue = queue;
        this.told = told;
    }

    /** Notes that somebody follows; false if it listens no more. */
    boolean goesOn() {
        followed = System.nanoTime();
        return ended.getCount() > 0;
    }

    void end() {
        ended.countDown();
    }

    @Override
    public void run() {
        try {
            while (ended.getCount() > 0 && System.nanoTime() - followed < IDLE.toNanos()) {
                listen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void listen() throws InterruptedException {
        try {
            var address = address();
            while (ended.getCount() > 0 && System.nanoTime() - followed < IDLE.toNanos()) {
                take(address);
            }
        } catch (AwsUnavailable | AwsServiceException | DataAccessException e) {
            if (ended.getCount() == 0) {
                return;
            }
            // What is followed is looked at all the same.
            LOG.warn("No events are heard from the queue {}: {}", queue, e.getMessage());
            ended.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private String address() throws AwsUnavailable {
        return queue.contains("://")
                ? queue
                : Aws.await(sqs.getQueueUrl(request -> request.queueName(queue)))
                        .queueUrl();
    }

    private void take(String address) throws AwsUnavailable {
        var messages = Aws.await(sqs.receiveMessage(request -> request.queueUrl(address)
                        .maxNumberOfMessages(MOST_A_CALL)
                        .waitTimeSeconds(LONG_POLL_SECONDS)))
                .messages();
        if (messages.isEmpty()) {
            return;
        }
        var services = new LinkedHashSet<EcsEvent>();
        messages.forEach(message -> EcsEvent.parse(message.body()).ifPresent(services::add));
        services.forEach(told);
        Aws.await(sqs.deleteMessageBatch(request -> request.queueUrl(address).entries(entries(messages))));
    }

    private static List<DeleteMessageBatchRequestEntry> entries(List<Message> messages) {
        return messages.stream()
                .map(message -> DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
                .toList();
    }
}
