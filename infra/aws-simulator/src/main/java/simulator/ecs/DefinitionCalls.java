package simulator.ecs;

import simulator.Page;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;

/** The calls about task definitions. */
record DefinitionCalls(Ecs ecs) {

    RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request, String principal) {
        var registered = ecs.definitions().register(request, principal);
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(registered.definition())
                .tags(registered.tags())
                .build();
    }

    DescribeTaskDefinitionResponse describe(DescribeTaskDefinitionRequest request) {
        var found = ecs.definitions().get(request.taskDefinition());
        var answer = DescribeTaskDefinitionResponse.builder().taskDefinition(found.definition());
        return request.includeAsStrings().contains("TAGS")
                ? answer.tags(found.tags()).build()
                : answer.build();
    }

    ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
        var all = request.familyPrefix() == null
                ? ecs.definitions().all()
                : ecs.definitions().revisions(request.familyPrefix());
        var wanted = request.statusAsString() == null ? "ACTIVE" : request.statusAsString();
        var arns = all.stream()
                .filter(one -> wanted.equals(one.definition().statusAsString()))
                .map(TaskDefinitions.Registered::arn)
                .toList();
        var page = Page.of(
                request.sort() == SortOrder.DESC ? arns.reversed() : arns,
                request.nextToken(),
                request.maxResults(),
                100);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeregisterTaskDefinitionResponse deregister(DeregisterTaskDefinitionRequest request) {
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(
                        ecs.definitions().deregister(request.taskDefinition()).definition())
                .build();
    }
}
