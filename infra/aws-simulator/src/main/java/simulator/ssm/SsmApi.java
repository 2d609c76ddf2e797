package simulator.ssm;

import java.util.ArrayList;
import java.util.List;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** Systems Manager's calls over {@link Parameters} (AWS JSON 1.1). */
public final class SsmApi {

    private final Parameters parameters;

    public SsmApi(Parameters parameters) {
        this.parameters = parameters;
    }

    public GetParameterResponse getParameter(GetParameterRequest request) {
        var found = parameters
                .find(request.name())
                .orElseThrow(() -> new Fault("ParameterNotFound", "Parameter " + request.name() + " not found."));
        return GetParameterResponse.builder()
                .parameter(shown(found, Boolean.TRUE.equals(request.withDecryption())))
                .build();
    }

    public GetParametersResponse getParameters(GetParametersRequest request) {
        var found = new ArrayList<Parameter>();
        var invalid = new ArrayList<String>();
        for (var name : request.names()) {
            parameters
                    .find(name)
                    .ifPresentOrElse(
                            stored -> found.add(shown(stored, Boolean.TRUE.equals(request.withDecryption()))),
                            () -> invalid.add(name));
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    public DescribeParametersResponse describeParameters(DescribeParametersRequest request) {
        var found = parameters.all().stream()
                .filter(stored -> request.parameterFilters().stream().allMatch(filter -> passes(filter, stored)))
                .toList();
        var page = Page.of(found, request.nextToken(), request.maxResults(), 10);
        return DescribeParametersResponse.builder()
                .parameters(page.items().stream().map(this::described).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean passes(ParameterStringFilter filter, Parameters.Stored stored) {
        var value = switch (filter.key()) {
            case "Name" -> stored.name();
            case "Type" -> stored.type();
            default -> throw new Fault("InvalidFilterKey", "The simulator has no filter " + filter.key());
        };
        return "BeginsWith".equals(filter.option())
                ? filter.values().stream().anyMatch(value::startsWith)
                : filter.values().contains(value);
    }

    /** What is secret comes encrypted unless it is asked for in the clear. */
    private Parameter shown(Parameters.Stored stored, boolean decrypted) {
        var hidden = stored.type().equals("SecureString") && !decrypted;
        return Parameter.builder()
                .name(stored.name())
                .type(stored.type())
                .value(hidden ? "AQICAHencrypted" : stored.value())
                .version(stored.version())
                .lastModifiedDate(stored.changedAt())
                .arn(parameters.arn(stored))
                .dataType("text")
                .build();
    }

    private ParameterMetadata described(Parameters.Stored stored) {
        return ParameterMetadata.builder()
                .name(stored.name())
                .arn(parameters.arn(stored))
                .type(stored.type())
                .version(stored.version())
                .lastModifiedDate(stored.changedAt())
                .policies(List.of())
                .dataType("text")
                .build();
    }
}
