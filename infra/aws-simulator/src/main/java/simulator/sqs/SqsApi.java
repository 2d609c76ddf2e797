package simulator.sqs;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import simulator.Fault;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** SQS's calls over {@link Queues} (AWS JSON 1.0). */
public final class SqsApi {

    private static final int LONGEST_WAIT_SECONDS = 20;

    private final Queues queues;
    private final Supplier<URI> endpoint;

    /** @param endpoint where the simulator listens; addresses of queues begin with it */
    public SqsApi(Queues queues, Supplier<URI> endpoint) {
        this.queues = queues;
        this.endpoint = endpoint;
    }

    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        var queue = queue(request.queueName());
        return GetQueueUrlResponse.builder()
                .queueUrl(queues.url(endpoint.get(), queue.name()))
                .build();
    }

    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        var queue = queue(request.queueUrl());
        var all = new LinkedHashMap<QueueAttributeName, String>();
        all.put(QueueAttributeName.QUEUE_ARN, queues.place().arn("sqs", queue.name()));
        all.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, Long.toString(queue.visible()));
        all.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, Long.toString(queue.inFlight()));
        if (!request.attributeNames().contains(QueueAttributeName.ALL)) {
            all.keySet().retainAll(request.attributeNames());
        }
        return GetQueueAttributesResponse.builder().attributes(all).build();
    }

    public SendMessageResponse sendMessage(SendMessageRequest request) {
        var delay = Duration.ofSeconds(request.delaySeconds() == null ? 0 : request.delaySeconds());
        var id = queue(request.queueUrl()).send(request.messageBody(), delay);
        return SendMessageResponse.builder()
                .messageId(id)
                .md5OfMessageBody(md5(request.messageBody()))
                .build();
    }

    /** Waits in real time, as long as the request says and at most 20 seconds. */
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        var wait = request.waitTimeSeconds() == null ? 0 : request.waitTimeSeconds();
        if (wait > LONGEST_WAIT_SECONDS) {
            throw new Fault("InvalidParameterValue", "Value " + wait + " for parameter WaitTimeSeconds is invalid.");
        }
        var most = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        try {
            var received = queue(request.queueUrl())
                    .receive(
                            most,
                            Duration.ofSeconds(wait),
                            Optional.ofNullable(request.visibilityTimeout()).map(Duration::ofSeconds));
            return ReceiveMessageResponse.builder()
                    .messages(received.stream().map(SqsApi::shown).toList())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ReceiveMessageResponse.builder().build();
        }
    }

    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        queue(request.queueUrl()).delete(request.receiptHandle());
        return DeleteMessageResponse.builder().build();
    }

    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        var queue = queue(request.queueUrl());
        var done = new ArrayList<DeleteMessageBatchResultEntry>();
        for (var entry : request.entries()) {
            queue.delete(entry.receiptHandle());
            done.add(DeleteMessageBatchResultEntry.builder().id(entry.id()).build());
        }
        return DeleteMessageBatchResponse.builder()
                .successful(done)
                .failed(new ArrayList<BatchResultErrorEntry>())
                .build();
    }

    private Queue queue(String nameOrUrl) {
        return queues.find(nameOrUrl)
                .orElseThrow(() -> new Fault("QueueDoesNotExist", "The specified queue does not exist."));
    }

    private static Message shown(Queue.Held held) {
        return Message.builder()
                .messageId(held.id())
                .receiptHandle(held.receipt())
                .body(held.body())
                .md5OfBody(md5(held.body()))
                .build();
    }

    /** The SDK checks it. */
    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return "%032x".formatted(new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
