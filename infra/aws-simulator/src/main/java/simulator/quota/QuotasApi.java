package simulator.quota;

import java.util.Map;
import simulator.Fault;
import simulator.Page;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasResponse;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** Service Quotas' calls over {@link Quotas} (AWS JSON 1.1). */
public final class QuotasApi {

    private final Quotas quotas;

    public QuotasApi(Quotas quotas) {
        this.quotas = quotas;
    }

    public GetServiceQuotaResponse getServiceQuota(GetServiceQuotaRequest request) {
        var quota = quotas.find(request.serviceCode(), request.quotaCode())
                .orElseThrow(() -> new Fault(
                        "NoSuchResourceException",
                        "The request failed because the specified service or quota does not exist."));
        return GetServiceQuotaResponse.builder().quota(shown(quota)).build();
    }

    public ListServiceQuotasResponse listServiceQuotas(ListServiceQuotasRequest request) {
        var page = Page.of(quotas.of(request.serviceCode()), request.nextToken(), request.maxResults(), 100);
        return ListServiceQuotasResponse.builder()
                .quotas(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private ServiceQuota shown(Quota quota) {
        var shown = ServiceQuota.builder()
                .serviceCode(quota.service())
                .serviceName(quota.service().equals("fargate") ? "AWS Fargate" : "Amazon Elastic Container Service")
                .quotaCode(quota.code())
                .quotaName(quota.name())
                .quotaArn(quotas.arn(quota))
                .value(quota.value())
                .unit("None")
                .adjustable(true)
                .globalQuota(false);
        return quota.code().equals("L-3032A538")
                ? shown.usageMetric(metric -> metric.metricNamespace("AWS/Usage")
                                .metricName("ResourceCount")
                                .metricDimensions(Map.of(
                                        "Type", "Resource",
                                        "Resource", "vCPU",
                                        "Service", "Fargate",
                                        "Class", "Standard/OnDemand"))
                                .metricStatisticRecommendation("Maximum"))
                        .build()
                : shown.build();
    }
}
