package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.json.JsonMapper;

class QueuesTest {

    private static final String KIND = "ECS Deployment State Change";

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private SqsAsyncClient client;
    private String url;

    @BeforeEach
    void open() {
        client = cloud.client(SqsAsyncClient.builder());
        cloud.region().events().send(KIND, "slipway");
        url = client.getQueueUrl(request -> request.queueName("slipway")).join().queueUrl();
    }

    @Test
    void anEventShouldWakeWhoWaits() throws Exception {
        var waiting = client.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20));

        publish("SERVICE_DEPLOYMENT_COMPLETED");
        var message = waiting.get(30, TimeUnit.SECONDS).messages().getFirst();

        var event = JsonMapper.shared().readTree(message.body());
        assertThat(event.get("detail-type").stringValue()).isEqualTo(KIND);
        assertThat(event.get("detail").get("eventName").stringValue()).isEqualTo("SERVICE_DEPLOYMENT_COMPLETED");
        assertThat(event.get("region").stringValue()).isEqualTo("eu-central-1");
    }

    @Test
    void timeShouldGoOnWhileSomebodyWaits() throws Exception {
        var waiting = client.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20));

        cloud.simulator().clock().after(Duration.ofSeconds(10), () -> publish("SERVICE_DEPLOYMENT_FAILED"));
        cloud.pass(Duration.ofMinutes(1));

        assertThat(waiting.get(30, TimeUnit.SECONDS).messages()).hasSize(1);
    }

    @Test
    void whatIsNotDeletedShouldComeAgain() {
        publish("SERVICE_DEPLOYMENT_FAILED");
        assertThat(receive()).hasSize(1);
        assertThat(receive()).isEmpty();

        cloud.pass(Duration.ofSeconds(31));
        var again = receive();
        client.deleteMessage(request -> request.queueUrl(url).receiptHandle(again.getFirst()))
                .join();

        cloud.pass(Duration.ofSeconds(31));
        assertThat(receive()).isEmpty();
        assertThat(client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .join()
                        .attributes())
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:eu-central-1:123456789012:slipway");
    }

    @Test
    void aQueueThatIsNotThereShouldBeSaid() {
        assertThat(Cloud.refusal(client.getQueueUrl(request -> request.queueName("other"))))
                .isEqualTo("QueueDoesNotExist");
    }

    private void publish(String name) {
        cloud.region()
                .events()
                .publish(
                        "aws.ecs",
                        KIND,
                        List.of("arn:aws:ecs:eu-central-1:123456789012:service/peer/chat"),
                        Map.of("eventName", name, "deploymentId", "ecs-svc/1"));
    }

    private List<String> receive() {
        return client
                .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                .join()
                .messages()
                .stream()
                .map(message -> message.receiptHandle())
                .toList();
    }
}
