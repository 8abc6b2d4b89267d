using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SparseLsr.Gen.Testing.Architecture;

/// <summary>Collects the types that signatures are made of; a nested type counts as the one around it.</summary>
internal sealed class ReferenceCollector(MetadataReader metadata) : ISignatureTypeProvider<ValueTuple, ValueTuple>
{
    public HashSet<TypeName> Found { get; } = [];

    /// <summary>A type, or the type that a member belongs to, with everything that its instantiation is made of.</summary>
    public void Add(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Found.Add(Outermost((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                Found.Add(Outermost((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, default);
                break;
            case HandleKind.MethodDefinition:
                Found.Add(Outermost(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()));
                break;
            case HandleKind.FieldDefinition:
                Found.Add(Outermost(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()));
                break;
            case HandleKind.MemberReference:
                AddMember(metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(this, default);
                break;
            case HandleKind.StandaloneSignature:
                AddStandalone(metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
        }
    }

    /// <summary>The type around a type that is defined here.</summary>
    public TypeName Outermost(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        TypeDefinitionHandle around = type.GetDeclaringType();
        return around.IsNil ? Name(type.Namespace, type.Name) : Outermost(around);
    }

    public ValueTuple GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return default;
    }

    public ValueTuple GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return default;
    }

    public ValueTuple GetTypeFromSpecification(MetadataReader reader, ValueTuple genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return default;
    }

    // What else a signature has is built from types, each of which is asked for by itself.
    public ValueTuple GetArrayType(ValueTuple elementType, ArrayShape shape) => default;

    public ValueTuple GetByReferenceType(ValueTuple elementType) => default;

    public ValueTuple GetFunctionPointerType(MethodSignature<ValueTuple> signature) => default;

    public ValueTuple GetGenericInstantiation(ValueTuple genericType, ImmutableArray<ValueTuple> typeArguments) => default;

    public ValueTuple GetGenericMethodParameter(ValueTuple genericContext, int index) => default;

    public ValueTuple GetGenericTypeParameter(ValueTuple genericContext, int index) => default;

    public ValueTuple GetModifiedType(ValueTuple modifier, ValueTuple unmodifiedType, bool isRequired) => default;

    public ValueTuple GetPinnedType(ValueTuple elementType) => default;

    public ValueTuple GetPointerType(ValueTuple elementType) => default;

    public ValueTuple GetPrimitiveType(PrimitiveTypeCode typeCode) => default;

    public ValueTuple GetSZArrayType(ValueTuple elementType) => default;

    private TypeName Outermost(TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Outermost((TypeReferenceHandle)type.ResolutionScope)
            : Name(type.Namespace, type.Name);
    }

    private TypeName Name(StringHandle @namespace, StringHandle name) => new(metadata.GetString(@namespace), metadata.GetString(name));

    private void AddMember(MemberReference member)
    {
        Add(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
            member.DecodeMethodSignature(this, default);
        else
            member.DecodeFieldSignature(this, default);
    }

    private void AddStandalone(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
            signature.DecodeLocalSignature(this, default);
        else
            signature.DecodeMethodSignature(this, default);
    }
}
