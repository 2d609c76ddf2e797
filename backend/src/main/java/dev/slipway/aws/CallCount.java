package dev.slipway.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts each request as it is sent: in the metrics, and for the work that caused it. */
final class CallCount implements ExecutionInterceptor {

    private static final ExecutionAttribute<Tally> TALLY = new ExecutionAttribute<>("slipway-tally");

    private final MeterRegistry meters;

    CallCount(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The only moment on the caller's own thread. */
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(TALLY, Tally.current());
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var service = attributes
                .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        attributes.getAttribute(TALLY).count(service + ":" + operation);
        meters.counter("slipway.aws.requests", "service", service, "operation", operation)
                .increment();
    }
}
