package dev.slipway.aws;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How much waits in queues of Amazon SQS. One request a queue: SQS has none for several, and takes money for each like for
 * a message.
 */
@Component
public class QueueDepths {

    private static final Pattern ARN = Pattern.compile("arn:(aws[a-z-]*):sqs:([a-z0-9-]+):(\\d{12}):(\\S+)");
    private static final Pattern HOST =
            Pattern.compile("(?:sqs\\.([a-z0-9-]{1,40})|([a-z0-9-]{1,40})\\.queue)\\.amazonaws\\.com.*");

    private final AwsClients clients;

    public QueueDepths(AwsClients clients) {
        this.clients = clients;
    }

    /** The region of a queue by its address or ARN; null where its address does not tell. */
    public static @Nullable String region(String queue) {
        var arn = ARN.matcher(queue);
        if (arn.matches()) {
            return arn.group(2);
        }
        var host = HOST.matcher(String.valueOf(URI.create(queue).getHost()));
        return host.matches() ? host.group(1) == null ? host.group(2) : host.group(1) : null;
    }

    /**
     * Messages that may be received now; those that somebody works on are not counted. Approximate, as SQS says.
     *
     * @param queue its address or ARN
     * @throws AwsUnavailable if SQS could not be asked
     * @throws Refused if it does not tell
     */
    public long of(AwsAccess access, String queue) throws AwsUnavailable, Refused {
        try {
            return asked(access, queue);
        } catch (AwsServiceException e) {
            throw new Refused(Aws.told(e), e);
        }
    }

    private long asked(AwsAccess access, String queue) throws AwsUnavailable {
        var sqs = clients.get(access, SqsAsyncClient.class, SqsAsyncClient::builder);
        var answer = Aws.await(sqs.getQueueAttributes(request ->
                request.queueUrl(address(queue)).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)));
        var count = answer.attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
        if (count == null) {
            throw new AwsUnavailable(
                    "SQS did not tell how many messages there are", false, new IllegalStateException());
        }
        return Long.parseLong(count);
    }

    /** SQS knows no such queue, or does not tell who asks. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private Refused(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** As AWS forms it. */
    private static String address(String queue) {
        var arn = ARN.matcher(queue);
        if (!arn.matches()) {
            return queue;
        }
        var domain = arn.group(1).equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return "https://sqs." + arn.group(2) + "." + domain + "/" + arn.group(3) + "/" + arn.group(4);
    }
}
