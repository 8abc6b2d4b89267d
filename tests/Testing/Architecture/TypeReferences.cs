using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>
/// What each type of an assembly refers to, as compiled: in signatures, fields, constraints, attributes and the bodies of its methods,
/// with all that is nested in it. Constants are not seen, which the compiler has copied.
/// </summary>
internal static class TypeReferences
{
    /// <param name="assembly">The assembly's file.</param>
    /// <returns>For every type that is not nested the types that it refers to, of whatever assembly, itself left out.</returns>
    public static IReadOnlyDictionary<TypeName, HashSet<TypeName>> Read(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = image.GetMetadataReader();
        var references = new Dictionary<TypeName, HashSet<TypeName>>();
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            var collector = new ReferenceCollector(metadata);
            TypeName name = collector.Outermost(handle);
            Collect(image, metadata, metadata.GetTypeDefinition(handle), collector);
            collector.Found.Remove(name);
            if (!references.TryGetValue(name, out HashSet<TypeName>? known))
                references.Add(name, known = []);
            known.UnionWith(collector.Found);
        }
        return references;
    }

    private static void Collect(PEReader image, MetadataReader metadata, TypeDefinition type, ReferenceCollector collector)
    {
        if (!type.BaseType.IsNil)
            collector.Add(type.BaseType);
        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
            collector.Add(metadata.GetInterfaceImplementation(handle).Interface);
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            field.DecodeSignature(collector, default);
            Collect(metadata, field.GetCustomAttributes(), collector);
        }
        foreach (PropertyDefinitionHandle handle in type.GetProperties())
            Collect(metadata, metadata.GetPropertyDefinition(handle).GetCustomAttributes(), collector);
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            method.DecodeSignature(collector, default);
            Collect(metadata, method.GetGenericParameters(), collector);
            Collect(metadata, method.GetCustomAttributes(), collector);
            if (method.RelativeVirtualAddress == 0)
                continue;
            foreach (EntityHandle reference in MethodBody.References(image.GetMethodBody(method.RelativeVirtualAddress)))
                collector.Add(reference);
        }
        Collect(metadata, type.GetGenericParameters(), collector);
        Collect(metadata, type.GetCustomAttributes(), collector);
    }

    private static void Collect(MetadataReader metadata, GenericParameterHandleCollection parameters, ReferenceCollector collector)
    {
        foreach (GenericParameterHandle handle in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in metadata.GetGenericParameter(handle).GetConstraints())
                collector.Add(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private static void Collect(MetadataReader metadata, CustomAttributeHandleCollection attributes, ReferenceCollector collector)
    {
        foreach (CustomAttributeHandle handle in attributes)
            collector.Add(metadata.GetCustomAttribute(handle).Constructor);
    }
}
